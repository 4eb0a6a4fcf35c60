#include "ui/billing/storylist.h"

#include "models/domain/onresult.h"
#include "ui/billing/billingwords.h"
#include "ui/common/errortext.h"
#include "ui/common/metrics.h"

#include <QGridLayout>
#include <QLabel>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

StoryList::StoryList(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : QWidget(parent), m_context(context), m_billing(billing), m_grid(new QGridLayout(this)), m_state(new QLabel(this))
{
    setObjectName(QStringLiteral("storyList"));
    m_state->setObjectName(QStringLiteral("storyState"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(scaledPx(this, 14));
    m_grid->setVerticalSpacing(scaledPx(this, 6));
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_state, 0, 0, 1, 2);
    m_soon.setSingleShot(true);
    m_soon.setInterval(80ms);
    connect(&m_soon, &QTimer::timeout, this, &StoryList::reload);
    connect(&billing.payments, &replica::PaymentReplica::paymentsChanged, this, [this](const QList<Payment> &payments) {
        if (std::any_of(payments.begin(), payments.end(), [this](const Payment &p) { return p.id == m_paymentId; }))
            m_soon.start();
    });
}

void StoryList::showPayment(const QUuid &paymentId)
{
    if (paymentId == m_paymentId)
        return;
    m_paymentId = paymentId;
    m_story.clear();
    fill();
    say(paymentId.isNull() ? QString() : tr("Loading …"));
    if (paymentId.isNull())
        m_soon.stop();
    else
        m_soon.start();
}

void StoryList::reload()
{
    const Payment *payment = m_billing.payments.payment(m_paymentId);
    if (!payment)
        return;
    onResult(this, m_billing.commands.story(*payment),
             [this, asked = m_paymentId](const Result<QList<StoryLine>> &story) {
                 if (asked == m_paymentId)
                     take(story);
             });
}

void StoryList::take(const Result<QList<StoryLine>> &story)
{
    if (!story) {
        if (m_story.isEmpty())
            say(failureText(tr("What happened is not here"), story.error()));
        return;
    }
    say({});
    if (*story == m_story)
        return;
    m_story = *story;
    fill();
}

void StoryList::say(const QString &sentence)
{
    m_state->setText(sentence);
    m_state->setVisible(!sentence.isEmpty());
}

void StoryList::fill()
{
    for (QLabel *line : findChildren<QLabel *>(QStringLiteral("storyLine")))
        delete line;
    const Payment *payment = m_billing.payments.payment(m_paymentId);
    const QString plumber = payment ? m_context.replica.plumberName(payment->plumberId) : QString();
    int row = 1;
    for (const StoryLine &line : std::as_const(m_story)) {
        auto *time = new QLabel(chargedText(line.at, m_context.clock()), this);
        time->setFont(scaledFont(font(), kSmallText));
        time->setForegroundRole(QPalette::PlaceholderText);
        time->setContentsMargins(0, scaledPx(this, 1), 0, 0);
        auto *sentence = new QLabel(storySentence(line, plumber, m_context.userEmail), this);
        sentence->setTextFormat(Qt::PlainText);
        sentence->setWordWrap(true);
        sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(time, row, 0, Qt::AlignTop);
        m_grid->addWidget(sentence, row, 1);
        for (QLabel *label : {time, sentence}) {
            label->setObjectName(QStringLiteral("storyLine"));
            label->show();
        }
        ++row;
    }
}

} // namespace pl::ui
