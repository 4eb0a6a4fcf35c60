#include "server/notify/reply.h"

#include "models/base/foldedtext.h"
#include "models/base/visibletext.h"
#include "models/domain/smstext.h"

namespace pl::notify {

namespace {

constexpr qsizetype kMaxReply = 1600; // what Twilio passes on

/// The folded words, each with one space before and after it, and nothing else.
QByteArray spacedWords(const QString &text)
{
    QString words = QString::fromUtf8(folded(text));
    for (QChar &c : words)
        if (!c.isLetterOrNumber())
            c = u' ';
    return ' ' + words.simplified().toUtf8() + ' ';
}

bool holdsStop(const QByteArray &words)
{
    // Twilio's keywords, those of the FCC's rule, and Spanish equivalents.
    static const QByteArrayList kStop{" stop ",      " stopall ",     " unsubscribe ", " cancel ",  " end ",
                                      " quit ",      " revoke ",      " optout ",      " opt out ", " opt me out ",
                                      " remove me ", " do not text ", " dont text ",   " no mas ",  " alto ",
                                      " cancelar ",  " parar "};
    return std::any_of(kStop.begin(), kStop.end(), [&words](const QByteArray &stop) { return words.contains(stop); });
}

QString tidyReply(const shared::FormFields &fields)
{
    QString text = withoutInvisible(QString::fromUtf8(shared::fieldOf(fields, "Body"))).trimmed();
    for (QChar &c : text)
        if (c.category() == QChar::Other_Control && c != u'\n')
            c = u' ';
    text = firstCharacters(text, kMaxReply);
    if (const int files = shared::fieldOf(fields, "NumMedia").toInt(); files > 0)
        text += QStringLiteral("\n[%1 attached; see Twilio]")
                    .arg(files == 1 ? QStringLiteral("1 file") : QStringLiteral("%1 files").arg(files));
    return text.trimmed();
}

} // namespace

Wish wishOf(const QString &text)
{
    QByteArray words = spacedWords(text);
    if (holdsStop(words))
        return Wish::Stop;
    words.replace(" please ", " ").replace(" por favor ", " ");
    const QByteArray whole = words.trimmed();
    if (whole == "start" || whole == "yes" || whole == "unstop")
        return Wish::Start;
    return whole == "help" || whole == "info" || whole == "ayuda" ? Wish::Help : Wish::None;
}

Reply replyIn(const shared::FormFields &fields)
{
    const QByteArray optOutType = shared::fieldOf(fields, "OptOutType").trimmed().toUpper();
    Reply reply{tidyReply(fields)};
    reply.isAnswered = !optOutType.isEmpty();
    reply.wish = optOutType == "STOP"    ? Wish::Stop
                 : optOutType == "START" ? Wish::Start
                 : optOutType == "HELP"  ? Wish::Help
                                         : wishOf(reply.text);
    return reply;
}

} // namespace pl::notify
