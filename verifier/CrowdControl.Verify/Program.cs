using CrowdControl.Verify;

// Entries may hold any character; what stands in them must not depend on the machine's settings.
Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return Verifier.Run(args, Console.Out);
