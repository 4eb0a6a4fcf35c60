#include "server/intake/hookauthentication.h"

#include "models/mapping/bodyreader.h"
#include "server/intake/shownkey.h"
#include "server/shared/constanttime.h"
#include "server/shared/formdecoding.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace pl::intake {

namespace {

using mapping::Authentication;

QUuid idIn(const QByteArray &place)
{
    return QUuid::fromString(QLatin1StringView(place));
}

std::optional<QCryptographicHash::Algorithm> algorithmOf(const Authentication &how)
{
    const QByteArray name = how.algorithm.toLower();
    if (name == "sha256")
        return QCryptographicHash::Sha256;
    if (name == "sha1")
        return QCryptographicHash::Sha1;
    return std::nullopt;
}

bool isSigned(const http::Request &request, const Source &source, const Authentication &how)
{
    const auto algorithm = algorithmOf(how);
    const QByteArray sent = request.header(how.header);
    if (!algorithm || source.hmacSecret.isEmpty() || sent.isEmpty() || !sent.startsWith(how.prefix))
        return false;
    const QByteArray signature = sent.sliced(how.prefix.size()).trimmed();
    const QByteArray digest = QMessageAuthenticationCode::hash(request.body, source.hmacSecret, *algorithm);
    if (how.encoding == "base64")
        return shared::isSameDigest(signature, digest.toBase64());
    return how.encoding == "hex" && shared::isSameDigest(signature.toLower(), digest.toHex());
}

/// A path may lead to many values; a key is one of the first or none.
bool hasKeyInBody(SourceKeys &keys, const http::Request &request, const Source &source, const Authentication &how)
{
    constexpr qsizetype kMaxTries = 4;
    const auto path = mapping::Path::parse(how.field);
    if (!path || request.body.isEmpty())
        return false;
    const auto read = mapping::readBody(request.header("Content-Type"), request.body);
    if (!read)
        return false;
    const mapping::BodyTree tree(read->tree);
    const QList<int> found = path->find(tree);
    return std::any_of(found.cbegin(), found.cbegin() + std::min(found.size(), kMaxTries),
                       [&](int value) { return isKeyOf(keys, tree.text(value).toUtf8(), source); });
}

bool isProven(SourceKeys &keys, const http::Request &request, const Source &source)
{
    for (const QByteArray &key :
         {shownKey(request), request.header("X-Api-Key"), shownPassword(request), verifyToken(request)})
        if (isKeyOf(keys, key, source))
            return true;
    return std::any_of(source.authentications.cbegin(), source.authentications.cend(), [&](const Authentication &how) {
        return how.kind == Authentication::Kind::Hmac ? isSigned(request, source, how)
                                                      : hasKeyInBody(keys, request, source, how);
    });
}

} // namespace

std::optional<Source> provenHook(SourceKeys &keys, const http::Request &request, const QByteArray &place)
{
    const QUuid id = idIn(place);
    auto source = id.isNull() ? keys.known(place) : keys.withId(id);
    if (!source || source->kind != Source::Kind::Hook)
        return std::nullopt;
    if (!id.isNull() && !isProven(keys, request, *source))
        return std::nullopt;
    return source;
}

bool isKeyOf(SourceKeys &keys, const QByteArray &key, const Source &source)
{
    const auto found = key.isEmpty() ? std::nullopt : keys.known(key);
    return found && found->id == source.id;
}

QByteArray verifyToken(const http::Request &request)
{
    if (request.method == "POST" || request.query.isEmpty())
        return {};
    return shared::fieldOf(shared::rawFields(request.query), "hub.verify_token");
}

/// A key is the same proof whatever comes with it; an id's proof may be anywhere.
QByteArray proofDigest(const http::Request &request, const QByteArray &place)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(place);
    if (!idIn(place).isNull()) {
        for (const auto &[name, value] : request.headers)
            hash.addData(name + ':' + value + '\n');
        hash.addData(request.query + '\n');
        hash.addData(request.body);
    }
    return hash.result();
}

} // namespace pl::intake
