using CrowdControl.Verify;

// Entries may hold any character; what stands in them must not depend on the machine's settings.
Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return args is ["--each"] ? EachLine.Run(Console.In, Console.Out) : Verifier.Run(args, Console.Out);
