using System.Text.Json.Serialization;

namespace SampleApi.Orders;

/// <summary>Where an order stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    Placed,
    Shipped,
    Cancelled,
}
