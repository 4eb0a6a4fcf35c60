#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace pl::updates {

/// Where news about versions are, and who may write them. A build is given both (PL_UPDATE_URL and PL_UPDATE_KEY), or
/// neither: then there are no news.
struct Channel
{
    QUrl url;               ///< https, or a server on this machine
    QList<QByteArray> keys; ///< Ed25519; several while a new key takes over from an old one

    bool isSet() const { return !keys.isEmpty(); }
    /// Of `url`, for a transport: "https://downloads.example".
    QUrl server() const;
    /// Of `url`, for a request: "/plumber-leads/latest".
    QByteArray target() const;

    /// Both texts as the build has them; `keys` are in Base64, separated by commas. Two empty texts give a channel that
    /// isn't set. InvalidInput for anything that can't work.
    static Result<Channel> parse(const QString &url, const QString &keys);
};

/// Whether such an address can be trusted with a request: https, or http to this machine; a host, and no credentials.
bool isTrustedUrl(const QUrl &url);

} // namespace pl::updates
