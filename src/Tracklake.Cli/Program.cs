using System.CommandLine;
using Tracklake.Cli;
using Tracklake.Cli.Verbs;

var root = new RootCommand("Tracklake turns Spotify data into analytics that can be trusted.")
{
    RunVerb.Create(), ImportVerb.Create(), QueryVerb.Create(), TablesVerb.Create(), DescribeVerb.Create(),
    RunsVerb.Create(), ReleaseVerb.Create(),
};
CommonOptions.AddTo(root);
return await Host.InvokeAsync(root, args);
