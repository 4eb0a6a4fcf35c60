#include "ui/office/cardlink.h"

#include "models/base/onresult.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>

namespace pl::ui {
namespace {

struct CardLinkWords
{
    Q_DECLARE_TR_FUNCTIONS(CardLink)

public:
    static QString copied(const replica::HostedPage &page, const QString &plumber, Timestamp now)
    {
        const QString done = tr("Card link for %1 copied to the clipboard").arg(plumber);
        return page.closesAt ? tr("%1. It is valid until %2.").arg(done, momentText(*page.closesAt, now)) : done;
    }
    static QString notCopied(const Error &error, const QString &plumber)
    {
        return error.code == ErrorCode::NotFound
                   ? tr("%1 has no card page open. The server opens one when a card is missing.").arg(plumber)
                   : failureText(tr("The card link was not copied"), error);
    }
};

} // namespace

void copyCardLink(QObject *owner, const QFuture<Result<replica::HostedPage>> &page, const QString &plumber,
                  Timestamp now, const std::function<void(const QString &sentence, Notice::Kind kind)> &say)
{
    onResult(owner, page, [plumber, now, say](const Result<replica::HostedPage> &found) {
        if (!found)
            return say(CardLinkWords::notCopied(found.error(), plumber), Notice::Kind::Problem);
        QGuiApplication::clipboard()->setText(found->url);
        say(CardLinkWords::copied(*found, plumber, now), Notice::Kind::Done);
    });
}

} // namespace pl::ui
