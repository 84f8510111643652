using System.CommandLine;

namespace Tracklake.Cli.Verbs;

/// <summary>Reads Delta tables and cares for them: the home's, and any other's.</summary>
internal static class TableVerb
{
    public static Command Create() => new("table", "Read any Delta table, its history and its files, and care for it.")
    {
        Table.ReadVerb.Create(), Table.HistoryVerb.Create(), Table.FilesVerb.Create(), Table.ChangesVerb.Create(),
        Table.CheckVerb.Create(), Table.RestoreVerb.Create(), Table.OptimizeVerb.Create(), Table.VacuumVerb.Create(),
    };
}
