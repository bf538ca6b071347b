using System.Collections.Concurrent;

namespace SampleApi.Chat;

/// <summary>Who is in which room.</summary>
internal sealed class ChatRooms
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<ChatMember, bool>> rooms = new(StringComparer.Ordinal);

    public void Join(string room, ChatMember member) => rooms.GetOrAdd(room, static _ => new()).TryAdd(member, true);

    public void Leave(string room, ChatMember member) => rooms[room].TryRemove(member, out _);

    /// <summary>Tells everybody in the room, who said it included.</summary>
    public async Task SayAsync(string room, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        foreach (var member in rooms[room].Keys)
            await member.HearAsync(message, cancellation);
    }
}
