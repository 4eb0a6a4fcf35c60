#include "server/embedded/rest/preferences.h"

namespace pl::embedded {
namespace {

const QByteArrayList kAnswerOrder{
    "resolution=", "missing=", "return=", "count=", "handling=", "timezone=", "max-affected="};
const QByteArrayList kKnown{"resolution=merge-duplicates",
                            "resolution=ignore-duplicates",
                            "missing=default",
                            "missing=null",
                            "return=representation",
                            "return=minimal",
                            "return=headers-only",
                            "count=exact",
                            "count=planned",
                            "count=estimated",
                            "tx=commit",
                            "tx=rollback",
                            "handling=strict",
                            "handling=lenient",
                            "timezone=UTC"};

QByteArrayList wordsOf(const http::Headers &headers)
{
    QByteArrayList words;
    for (const auto &[name, value] : headers)
        if (name.compare("prefer", Qt::CaseInsensitive) == 0)
            for (const QByteArray &word : value.split(','))
                if (!word.trimmed().isEmpty())
                    words += word.trimmed();
    return words;
}

QByteArray firstOf(const QByteArrayList &words, const QByteArray &prefix)
{
    for (const QByteArray &word : words)
        if (word.startsWith(prefix))
            return word;
    return {};
}

} // namespace

Preferences Preferences::of(const http::Headers &headers)
{
    Preferences preferences;
    QByteArrayList valid;
    for (const QByteArray &word : wordsOf(headers)) {
        bool isNumber = false;
        const qint64 most = word.startsWith("max-affected=") ? word.mid(13).toLongLong(&isNumber) : 0;
        if (isNumber && !preferences.maxAffected)
            preferences.maxAffected = most;
        if (kKnown.contains(word) || isNumber)
            valid += word;
        else
            preferences.unknown += word;
    }
    for (const QByteArray &prefix : kAnswerOrder)
        if (const QByteArray word = firstOf(valid, prefix); !word.isEmpty())
            preferences.known += word;
    const auto &known = preferences.known;
    if (known.contains("return=representation"))
        preferences.what = Return::Representation;
    else if (known.contains("return=headers-only"))
        preferences.what = Return::HeadersOnly;
    if (known.contains("resolution=merge-duplicates"))
        preferences.resolution = Resolution::Merge;
    else if (known.contains("resolution=ignore-duplicates"))
        preferences.resolution = Resolution::Ignore;
    preferences.missingIsDefault = known.contains("missing=default");
    preferences.counts = !firstOf(known, "count=").isEmpty();
    preferences.strict = known.contains("handling=strict");
    return preferences;
}

QByteArray Preferences::applied(const QByteArrayList &names) const
{
    QByteArrayList words;
    for (const QByteArray &word : known) {
        const QByteArray name = word.left(word.indexOf('='));
        if (names.contains(name) && (name != "max-affected" || strict))
            words += word;
    }
    return words.join(", ");
}

} // namespace pl::embedded
