#include "server/journal/refusal.h"

namespace pl::journal {

namespace {

constexpr auto kUnusable = QLatin1StringView("unusable");

}

bool isAboutTheData(const Error &error)
{
    if (error.code == ErrorCode::TooLarge)
        return true;
    if (error.code != ErrorCode::InvalidInput && error.code != ErrorCode::Conflict)
        return false;
    if (error.remoteCode == kUnusable)
        return true;
    const QString sqlClass = error.remoteCode.size() == 5 ? error.remoteCode.left(2) : QString();
    return sqlClass == u"22" || sqlClass == u"23" || sqlClass == u"P0";
}

Error unusable(const QString &reason)
{
    return {ErrorCode::InvalidInput, reason, {}, kUnusable};
}

QString reasonOf(const Error &error)
{
    if (error.remoteCode == kUnusable)
        return error.message;
    if (error.code == ErrorCode::TooLarge)
        return QStringLiteral("too large for the store");
    return error.remoteCode.isEmpty() ? QStringLiteral("refused by the store")
                                      : QStringLiteral("refused by the store: %1").arg(error.remoteCode);
}

QString fatalReasonOf(const Error &error)
{
    const QString sentence = QStringLiteral("the store fails on it every time");
    return error.remoteCode.isEmpty() ? sentence : sentence + QStringLiteral(": ") + error.remoteCode;
}

} // namespace pl::journal
