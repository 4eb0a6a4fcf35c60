#include "models/supabase/requesttarget.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace pl::supabase {
namespace {

bool isInAddresses(char c)
{
    return c > ' ' && c < 0x7f && !std::strchr("\"#<>\\^`{|}", c);
}

bool isEncoded(const QByteArray &part)
{
    for (qsizetype i = 0; i < part.size(); ++i) {
        const auto isHex = [&part](qsizetype at) { return at < part.size() && std::isxdigit(uchar(part.at(at))); };
        if (!isInAddresses(part.at(i)) || (part.at(i) == '%' && !(isHex(i + 1) && isHex(i + 2))))
            return false;
    }
    return true;
}

/// Names the parameter but not its value, which may be a customer's data.
QString sentenceFor(const HttpRequest &request)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
    const auto parameters = request.target.mid(path.size() + 1).split('&');
    const auto bad = std::find_if_not(parameters.cbegin(), parameters.cend(), isEncoded);
    const QString what = QString::fromLatin1(request.method + ' ' + path);
    if (bad != parameters.cend())
        return QStringLiteral("%1 was not sent: its parameter \"%2\" is not percent-encoded.")
            .arg(what, QString::fromLatin1(bad->left(bad->indexOf('='))));
    return QStringLiteral("%1 was not sent: this is not a valid address.").arg(what);
}

} // namespace

Result<> checkTarget(const HttpRequest &request)
{
    if (request.target.startsWith('/') && isEncoded(request.target))
        return {};
    return Error{ErrorCode::InvalidInput, sentenceFor(request)};
}

} // namespace pl::supabase
