using Tracklake.Models;
using Tracklake.Releases;

namespace Tracklake.Pipeline.Planning;

/// <summary>What became of a model since the current release.</summary>
public enum ChangeKind
{
    /// <summary>It and all that it reads are as they were.</summary>
    Same,

    /// <summary>The release does not have its table.</summary>
    New,

    /// <summary>Its columns or its SQL are not those that the released table was computed by.</summary>
    Changed,

    /// <summary>It is as it was, and something that it reads is not.</summary>
    Affected,

    /// <summary>The release has its table, and there is no such model any more.</summary>
    Removed,
}

/// <summary>A model against the current release.</summary>
/// <param name="Table">Its qualified name.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Through">Of an affected model: what it reads that is new, changed or affected itself.</param>
/// <param name="Diff">Of a changed model: columns and SQL as a unified diff; null when the old text is not
/// there.</param>
/// <param name="Note">What a reader should know; null for nothing.</param>
public sealed record ModelChange(
    string Table, ChangeKind Kind, IReadOnlyList<string> Through, string? Diff = null, string? Note = null);

/// <summary>Compares models with the definitions that the tables of a release were computed by.</summary>
/// <param name="definitions">The definitions of releases.</param>
public sealed class ModelComparison(DefinitionLog definitions)
{
    /// <summary>Every model, in order, and after them the tables that are no longer modelled.</summary>
    /// <param name="models">The models, each after those that it reads.</param>
    /// <param name="release">The release; null before the first, when every model is new.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    public async Task<IReadOnlyList<ModelChange>> CompareAsync(
        IReadOnlyList<Model> models, Release? release, CancellationToken cancellationToken)
    {
        var changes = new Dictionary<string, ModelChange>(StringComparer.Ordinal);
        foreach (var model in models)
        {
            var own = await OfAsync(model, release, cancellationToken).ConfigureAwait(false);
            // What an engine knows of its tables changes with any of them.
            var through = model.Reads.Where(r => r.Layer == Layer.Meta
                    ? changes.Values.Any(c => c.Kind != ChangeKind.Same)
                    : changes.GetValueOrDefault(r.QualifiedName) is { Kind: not ChangeKind.Same })
                .Select(r => r.QualifiedName).ToList();
            changes.Add(
                model.QualifiedName,
                own.Kind == ChangeKind.Same && through.Count > 0
                    ? own with { Kind = ChangeKind.Affected, Through = through }
                    : own);
        }
        IEnumerable<string> released = release is null ? [] : release.Tables.Keys.Order(StringComparer.Ordinal);
        return
        [
            .. changes.Values,
            .. released.Where(t => !changes.ContainsKey(t)).Select(t => new ModelChange(t, ChangeKind.Removed, [])),
        ];
    }

    private async Task<ModelChange> OfAsync(Model model, Release? release, CancellationToken cancellationToken)
    {
        var name = model.QualifiedName;
        if (release?.Tables.GetValueOrDefault(name) is not { } table)
            return new ModelChange(name, ChangeKind.New, []);
        var now = ModelDefinition.Of(model);
        if (table.Definition == now.Hash)
            return new ModelChange(name, ChangeKind.Same, []);
        var before = await definitions.TextOfAsync(table.Definition, cancellationToken).ConfigureAwait(false);
        if (before is null)
        {
            return new ModelChange(
                name, ChangeKind.Changed, [], null,
                $"Release {release.Number} kept no text of the definition {table.Definition} to compare with; the "
                + "next one will.");
        }
        var diff = UnifiedDiff.Of(before, now.Text, $"{name} of release {release.Number}", $"{name} as it is now");
        return new ModelChange(name, ChangeKind.Changed, [], diff);
    }
}
