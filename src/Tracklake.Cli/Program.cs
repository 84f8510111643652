using System.CommandLine;
using Tracklake.Cli;
using Tracklake.Cli.Verbs;

var root = new RootCommand("Tracklake turns Spotify data into analytics that can be trusted.")
{
    RunVerb.Create(), PlanVerb.Create(), ImportVerb.Create(), QueryVerb.Create(), TablesVerb.Create(),
    DescribeVerb.Create(), CheckVerb.Create(), QuarantineVerb.Create(), RunsVerb.Create(), ReleaseVerb.Create(),
    VerifyVerb.Create(), ExportVerb.Create(), PurgeVerb.Create(), DoctorVerb.Create(), InitVerb.Create(),
    LineageVerb.Create(), TraceVerb.Create(), TableVerb.Create(), ModelsVerb.Create(), TestVerb.Create(),
};
CommonOptions.AddTo(root);
return await Host.InvokeAsync(root, args);
