namespace Tracklake.Delta.Tests.Histories;

/// <summary>What may be done to a table; the numbers mean what the kind makes of them.</summary>
public enum OperationKind
{
    Append,
    Upsert,
    MergeDelete,
    InsertOnly,
    Delete,
    DeletePartition,
    Update,
    Overwrite,
    ReplacePartition,
    ReplaceRange,
    Restore,
    Optimize,
    Sort,
    Vacuum,
    CleanUp,
    Checkpoint,
    Repeat,
}

/// <summary>One operation by one of several writers, with another one that gets in between now and then.</summary>
public sealed record Operation(OperationKind Kind, int Writer, int A, int B, Operation? Meanwhile = null)
{
    public override string ToString() => $"{Kind}({Writer}: {A}, {B}){(Meanwhile is null ? "" : $" while {Meanwhile}")}";
}
