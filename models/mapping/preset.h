#pragma once

#include "models/mapping/mapping.h"

#include <QByteArray>
#include <QStringList>

namespace pl::mapping {

/// How a source shows that it is the one. The secrets are the source's own settings.
struct Authentication
{
    enum class Kind {
        Path,  ///< the key in the address
        Basic, ///< any user name, the key as the password
        Body,  ///< the key in a field of the body
        Hmac,  ///< an HMAC of the raw body in a header
        Verify ///< a GET with hub.mode, hub.verify_token, and hub.challenge, as Meta sends once
    };
    Kind kind = Kind::Path;
    QString field;        ///< of the body, for Kind::Body
    QByteArray header;    ///< for Kind::Hmac, as are those below
    QByteArray algorithm; ///< "sha256" or "sha1"
    QByteArray encoding;  ///< "hex" or "base64"
    QByteArray prefix;    ///< before the encoded value: "sha256="

    bool operator==(const Authentication &) const = default;
};

/// A list of them, as presets and sources hold it. InvalidInput if an item is not whole.
Result<QList<Authentication>> authenticationsOf(const nlohmann::json &list);

/// What is known of one maker's hooks: a file of resources/sources, compiled in.
struct Preset
{
    QString name;                         ///< "google-ads"
    QString title;                        ///< "Google Ads lead forms"
    QStringList steps;                    ///< what to do on the maker's side, with the names of its own menus
    QList<Authentication> authentication; ///< the usual one first
    QString fetch;         ///< "meta", "yelp": ids alone come, and the lead has to be asked for; empty otherwise
    Path fetchIds;         ///< where they are
    QByteArray sampleType; ///< the content type of `sample`
    QByteArray sample;     ///< a body as the maker sends it, with made-up values; of a fetching one, what is fetched
    Mapping mapping;

    /// Strict, like Mapping::fromJson.
    static Result<Preset> fromJson(const QString &name, const nlohmann::json &json);
    /// The ids in a body that holds ids alone; empty for what was fetched, and for other presets.
    QStringList idsToFetch(const nlohmann::json &body) const;
};

/// In the order in which they are offered.
const QStringList &presetNames();
/// A preset; nullptr for an unknown name. Read once, thread-safe.
const Preset *presetOf(const QString &name);
/// The mapping of a source that has none: "generic".
const Mapping &genericMapping();

} // namespace pl::mapping

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<mapping::Authentication::Kind>{
    QLatin1StringView("path"), QLatin1StringView("basic"), QLatin1StringView("body"), QLatin1StringView("hmac"),
    QLatin1StringView("verify")};

} // namespace pl
