using Tracklake.Models.Bronze;
using Tracklake.Models.Gold;
using Tracklake.Models.Silver;

namespace Tracklake.Models;

/// <summary>All models, each after those that it reads.</summary>
public static class AllModels
{
    /// <summary>Bronze, silver and gold in an order in which they can be brought up to date.</summary>
    public static IReadOnlyList<Model> InOrder { get; } = Sorted(
    [
        .. BronzeTables.All,
        ArtistsSilver.Table, AlbumsSilver.Table, TracksSilver.Table, TrackArtistsSilver.Table,
        TrackObservationsSilver.Table, RecordingsSilver.Table, PlaysSilver.Table, ListsSilver.Table,
        TracksGold.Table, PopularitySummary.Table, ArtistStats.Table, DurationDistribution.Table, ExplicitShare.Table,
        ReleaseTrends.Table, TrackPopularityDaily.Table, TrackMovers.Table, ListeningDaily.Table,
        ListeningTopArtists.Table, LayerRowCounts.Table,
    ]);

    /// <summary>The model of a name, with or without its layer: <c>artist_stats</c>, <c>gold.artist_stats</c>.</summary>
    public static Model? Find(string name) => InOrder.FirstOrDefault(m =>
        string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(m.QualifiedName, name, StringComparison.OrdinalIgnoreCase));

    private static List<Model> Sorted(IReadOnlyList<Model> models)
    {
        var sorted = new List<Model>(models.Count);
        var entered = new HashSet<Model>();
        foreach (var model in models)
            Visit(model);
        return sorted;

        void Visit(Model model)
        {
            if (sorted.Contains(model))
                return;
            if (!entered.Add(model))
                throw new ModelException($"{model} is computed from itself.");
            foreach (var read in model.Reads.OfType<Model>())
                Visit(read);
            sorted.Add(model);
        }
    }
}
