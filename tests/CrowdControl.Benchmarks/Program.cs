Console.Error.WriteLine("No benchmark of that name.");
return 2;
