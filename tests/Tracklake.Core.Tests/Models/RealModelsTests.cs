using System.Diagnostics;
using Tracklake.Models;
using Tracklake.Models.Gold;
using Tracklake.Models.Validation;

namespace Tracklake.Core.Tests.Models;

/// <summary>The models that there are, and the one that the docs show, are right.</summary>
public sealed class RealModelsTests
{
    [Fact]
    public void All_models_are_valid() => ModelValidation.Require(AllModels.InOrder);

    [Fact]
    public void The_model_of_the_docs_is_valid_beside_the_others() =>
        ModelValidation.Require([.. AllModels.InOrder, AlbumTypes.Table]);

    [Fact]
    public void Validating_all_models_costs_no_time_that_anybody_would_notice()
    {
        ModelValidation.Of(AllModels.InOrder); // compiled
        var fastest = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            ModelValidation.Of(AllModels.InOrder);
            return watch.ElapsedMilliseconds;
        });

        Assert.True(fastest < 50, $"Validating all models took {fastest} ms at best.");
    }
}
