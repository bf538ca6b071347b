using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PerfAssert;

/// <summary>
/// Headers in an array that is used for one request after another: a request has few, and looking through them costs less
/// than the hash of one name.
/// </summary>
internal sealed class DirectHeaders : IHeaderDictionary
{
    private KeyValuePair<string, StringValues>[] entries = new KeyValuePair<string, StringValues>[8];

    public int Count { get; private set; }

    /// <summary>Set when the response has started.</summary>
    public bool IsReadOnly { get; set; }

    public long? ContentLength
    {
        get => Count > 0 && TryGetValue(HeaderNames.ContentLength, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : null;
        set => this[HeaderNames.ContentLength] = value?.ToString(CultureInfo.InvariantCulture) ?? StringValues.Empty;
    }

    public ICollection<string> Keys => [.. this.Select(header => header.Key)];

    public ICollection<StringValues> Values => [.. this.Select(header => header.Value)];

    public StringValues this[string key]
    {
        get => TryGetValue(key, out var value) ? value : StringValues.Empty;
        set
        {
            ArgumentNullException.ThrowIfNull(key);
            ThrowIfReadOnly();
            var index = Find(key);
            if (value.Count == 0)
                RemoveAt(index);
            else if (index >= 0)
                entries[index] = new(key, value);
            else
                Append(key, value);
        }
    }

    StringValues IDictionary<string, StringValues>.this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no header {key}.");
        set => this[key] = value;
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var index = Find(key);
        value = index < 0 ? default : entries[index].Value;
        return index >= 0;
    }

    public void Add(string key, StringValues value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ThrowIfReadOnly();
        if (Find(key) >= 0)
            throw new ArgumentException($"An item with the same key has already been added. Key: {key}", nameof(key));
        Append(key, value);
    }

    public void Add(KeyValuePair<string, StringValues> item) => Add(item.Key, item.Value);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool Contains(KeyValuePair<string, StringValues> item) => TryGetValue(item.Key, out var value) && value == item.Value;

    public bool Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ThrowIfReadOnly();
        return RemoveAt(Find(key));
    }

    public bool Remove(KeyValuePair<string, StringValues> item) => Contains(item) && Remove(item.Key);

    public void Clear()
    {
        ThrowIfReadOnly();
        Array.Clear(entries, 0, Count);
        Count = 0;
    }

    /// <summary>Takes over all headers of a request that was prepared.</summary>
    public void CopyFrom(KeyValuePair<string, StringValues>[] headers)
    {
        if (headers.Length > entries.Length)
            entries = new KeyValuePair<string, StringValues>[headers.Length * 2];
        headers.CopyTo(entries, 0);
        Count = headers.Length;
    }

    public void CopyTo(KeyValuePair<string, StringValues>[] array, int arrayIndex) => Array.Copy(entries, 0, array, arrayIndex, Count);

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => entries.Take(Count).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Find(string key)
    {
        for (var i = 0; i < Count; i++)
        {
            if (ReferenceEquals(entries[i].Key, key))
                return i;
        }

        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(entries[i].Key, key, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }

    private void Append(string key, StringValues value)
    {
        if (Count == entries.Length)
            Array.Resize(ref entries, Count * 2);
        entries[Count++] = new(key, value);
    }

    private bool RemoveAt(int index)
    {
        if (index < 0)
            return false;
        Array.Copy(entries, index + 1, entries, index, Count - index - 1);
        entries[--Count] = default;
        return true;
    }

    private void ThrowIfReadOnly()
    {
        if (IsReadOnly)
            throw new InvalidOperationException("Headers are read-only, response has already started.");
    }
}
