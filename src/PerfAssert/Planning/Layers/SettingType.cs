namespace PerfAssert;

/// <summary>What the value of a setting is, however it is written down.</summary>
internal enum SettingType
{
    /// <summary>A whole number from 1.</summary>
    Count,

    /// <summary>Any whole number.</summary>
    Number,

    /// <summary>A length of time, such as <c>60s</c>.</summary>
    Duration,

    /// <summary>A rate, such as <c>200/s</c>.</summary>
    Rate,

    /// <summary>Stages of users or of rates.</summary>
    Stages,

    /// <summary>A pattern of arrivals.</summary>
    Arrivals,

    /// <summary>A warm-up.</summary>
    WarmUp,

    /// <summary>A think time.</summary>
    ThinkTime,

    /// <summary>Names, separated by commas.</summary>
    Tags,

    /// <summary>A preset.</summary>
    Preset,

    /// <summary>Weights by name.</summary>
    Actions,
}
