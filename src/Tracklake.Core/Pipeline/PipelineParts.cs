using Tracklake.Catalog;
using Tracklake.Models;
using Tracklake.Quality;
using Tracklake.Queries;
using Tracklake.Storage;
using Tracklake.Zones;

namespace Tracklake.Pipeline;

/// <summary>What a pipeline is made of; the engines are opened when a run first needs them.</summary>
public sealed record PipelineParts
{
    /// <summary>Where the zones are.</summary>
    public required IObjectStore Store { get; init; }

    /// <summary>Lands raw batches.</summary>
    public required ILander Lander { get; init; }

    /// <summary>Opens the query service, which also reads the columns of files.</summary>
    public required Func<(IQueryService Queries, IFileSchemas Schemas)> OpenQueries { get; init; }

    /// <summary>Opens the lakehouse for a run.</summary>
    public required Func<RunPlan, ILakehouse> OpenLakehouse { get; init; }

    /// <summary>Opens the warehouse.</summary>
    public required Func<IWarehouse> OpenWarehouse { get; init; }

    /// <summary>The tables, each after those that it reads.</summary>
    public IReadOnlyList<Model> Models { get; init; } = AllModels.InOrder;

    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Told of runs; null tells nobody.</summary>
    public IRunEvents? Events { get; init; }

    /// <summary>The bounds of the quality gate.</summary>
    public QualityOptions Quality { get; init; } = new();

    /// <summary>The most that a predefined query may scan.</summary>
    public long ScanLimitBytes { get; init; } = 1_000_000_000;
}
