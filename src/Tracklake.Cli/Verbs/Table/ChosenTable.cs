using Tracklake.Delta;
using Tracklake.DuckDb;
using Tracklake.Models;
using Tracklake.Releases;

namespace Tracklake.Cli.Verbs.Table;

/// <summary>The table that the command line names: one of the home's, or that in any folder.</summary>
internal sealed class ChosenTable : IDisposable
{
    private readonly Workspace _workspace;
    private DirectoryInfo? _temporary;
    private DuckDbSession? _session;

    private ChosenTable(Workspace workspace, string path, Model? model, Release? release)
    {
        (_workspace, Model, Release) = (workspace, model, release);
        // Ids are drawn, never counted as a run's are: what is written by hand must not take the names of its files.
        Delta = new DeltaTable(path, new DeltaOptions { Clock = workspace.Clock, EngineInfo = "Tracklake" });
    }

    /// <summary>The table.</summary>
    public DeltaTable Delta { get; }

    /// <summary>What the home computes it by; null for a table that is not of the home.</summary>
    public Model? Model { get; }

    /// <summary>The home's current release, of a table of the home.</summary>
    public Release? Release { get; }

    /// <summary>How messages call it.</summary>
    public string Name => Model?.QualifiedName ?? Delta.Path;

    /// <summary>Whether the result is for a machine.</summary>
    public bool IsJson => _workspace.IsJson;

    /// <summary>The version that readers of the home see; null when they see none.</summary>
    public long? ReleasedVersion => Model is null ? null : Release?.Tables.GetValueOrDefault(Model.QualifiedName)?.Version;

    /// <summary>An engine for the table's files.</summary>
    public DuckDbSession Session => _session ??= DuckDbSession.InMemory(_workspace.Engine with { TemporaryFolder = Temporary });

    /// <summary>A folder of this process's own. Looking at a table elsewhere makes no home.</summary>
    public string Temporary => _workspace.Home.Exists
        ? _workspace.Home.Temporary
        : (_temporary ??= Directory.CreateTempSubdirectory("tracklake-")).FullName;

    /// <summary>Finds a table by its name in the home, or by its folder.</summary>
    /// <exception cref="UserException">It is neither.</exception>
    public static async Task<ChosenTable> FindAsync(Workspace workspace, string name, CancellationToken cancellationToken)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(name));
        // By its folder it is the home's just the same: the rules for such tables hold however it is called.
        var model = AllModels.Find(name) ?? AllModels.InOrder.FirstOrDefault(m => workspace.Lake.PathOf(m) == folder);
        if (model is null)
        {
            return Directory.Exists(folder)
                ? new ChosenTable(workspace, folder, null, null)
                : throw new UserException($"There is no table '{name}': no folder is called so, and no table of the home. "
                    + "'tracklake tables' lists those.");
        }
        var path = workspace.Lake.PathOf(model);
        if (!Directory.Exists(path))
        {
            throw new UserException(
                $"'{workspace.Home.Path}' has no {model.QualifiedName} yet. Run 'tracklake run' first.", ExitCodes.Failed);
        }
        return new ChosenTable(workspace, path, model, await workspace.Releases.CurrentAsync(cancellationToken));
    }

    /// <summary>The newest version; of a table of the home it is said when readers see another one.</summary>
    public DeltaSnapshot OpenHead()
    {
        var head = Delta.Open();
        if (Model is not null && head.Version != ReleasedVersion)
        {
            var released = ReleasedVersion is { } version ? $"release {Release!.Number} has version {version}" : "no release has it";
            Console.Error.WriteLine($"tracklake: {Name} is at version {head.Version}, but {released}.");
        }
        return head;
    }

    /// <summary>Takes the home for writing where the table is one of its own.</summary>
    /// <exception cref="UserException">A run is at work, or did not end.</exception>
    public async Task<IDisposable?> LockAsync(CancellationToken cancellationToken)
    {
        if (Model is null)
            return null;
        var held = _workspace.Home.Lock();
        if (await _workspace.Runs.UnfinishedAsync(cancellationToken) is not { } run)
            return held;
        held.Dispose();
        throw new UserException($"Run {run.Number} did not end. Let 'tracklake run' finish it first.", ExitCodes.Failed);
    }

    /// <summary>Says what becomes of a version of a home's table that is no release's.</summary>
    public void WarnUnreleased()
    {
        if (Model is not null)
            Console.Error.WriteLine($"tracklake: readers see {Name} as it is released; the next run goes back to that.");
    }

    /// <summary>The releases that there are, of a table of the home.</summary>
    public async Task<IReadOnlyList<Release>> ReleasesAsync(CancellationToken cancellationToken)
    {
        var releases = new List<Release>();
        foreach (var number in Model is null ? [] : await _workspace.Releases.NumbersAsync(cancellationToken))
            releases.Add(await _workspace.Releases.ReadAsync(number, cancellationToken));
        return releases;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        _temporary?.Delete(recursive: true);
    }
}
