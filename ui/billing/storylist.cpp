#include "ui/billing/storylist.h"

#include "models/base/onresult.h"
#include "ui/words/billingwords.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

namespace pl::ui {

StoryList::StoryList(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : MomentList(QStringLiteral("story"), parent), m_context(context), m_billing(billing)
{
    connect(&billing.payments, &replica::PaymentReplica::paymentsChanged, this, [this](const QList<Payment> &payments) {
        if (std::any_of(payments.begin(), payments.end(), [this](const Payment &p) { return p.id == subject(); }))
            reloadSoon();
    });
}

void StoryList::forget()
{
    m_story.clear();
    removeLines();
}

void StoryList::reload()
{
    const Payment *payment = m_billing.payments.payment(subject());
    if (!payment)
        return;
    onResult(this, m_billing.commands.story(*payment),
             [this, asked = subject()](const Result<QList<StoryLine>> &story) {
                 if (asked == subject())
                     take(story);
             });
}

void StoryList::take(const Result<QList<StoryLine>> &story)
{
    if (!story) {
        if (m_story.isEmpty())
            say(failureText(tr("The history could not be loaded"), story.error()));
        return;
    }
    say({});
    if (*story == m_story)
        return;
    m_story = *story;
    fill();
}

void StoryList::fill()
{
    removeLines();
    const Payment *payment = m_billing.payments.payment(subject());
    const QString plumber = payment ? m_context.replica.plumberName(payment->plumberId) : QString();
    int row = 1;
    for (const StoryLine &line : std::as_const(m_story))
        addLine(row++, dayTimeText(line.at, m_context.clock()), storySentence(line, plumber, m_context.userEmail));
}

} // namespace pl::ui
