#include "ui/words/plumberwords.h"

#include "ui/words/moments.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct PaperWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::PaperWords)
};

/// Days to come are counted up to here, and named after that.
constexpr int kCountedDays = 60;

QString inDays(QDate expires, QDate today)
{
    return PaperWords::tr("%1, in %n day(s)", "a day, and how far it is", int(today.daysTo(expires)))
        .arg(dayText(expires, today));
}

} // namespace

QString expiryPhrase(QDate expires, QDate today)
{
    const qint64 left = today.daysTo(expires);
    if (left < 0)
        return PaperWords::tr("expired %1").arg(dayText(expires, today));
    if (left == 0)
        return PaperWords::tr("expires today");
    if (left <= kCountedDays)
        return PaperWords::tr("expires %1").arg(inDays(expires, today));
    return PaperWords::tr("valid until %1").arg(dayText(expires, today));
}

QString shortExpiryText(QDate expires, QDate today)
{
    const qint64 left = today.daysTo(expires);
    if (left < 0)
        return PaperWords::tr("expired %1").arg(dayText(expires, today));
    if (left == 0)
        return PaperWords::tr("today", "a paper expires");
    return left <= kCountedDays ? inDays(expires, today) : dayText(expires, today);
}

QString pauseText(const Plumber &plumber, QDate today)
{
    if (!plumber.isPausedOn(today))
        return {};
    return plumber.pausedUntil ? PaperWords::tr("Paused until %1").arg(dayText(*plumber.pausedUntil, today))
                               : PaperWords::tr("Paused");
}

QString notifyText(NotifyBy notifyBy)
{
    switch (notifyBy) {
    case NotifyBy::Both:
        return PaperWords::tr("E-mail, and text message when urgent");
    case NotifyBy::Email:
        return PaperWords::tr("E-mail");
    case NotifyBy::Sms:
        return PaperWords::tr("Text message");
    case NotifyBy::None:
        break;
    }
    return PaperWords::tr("Neither: the office calls");
}

Chip verifiedChip(bool isVerified)
{
    return isVerified ? Chip{PaperWords::tr("Verified"), &Colors::green}
                      : Chip{PaperWords::tr("Not verified"), &Colors::slate};
}

} // namespace pl::ui
