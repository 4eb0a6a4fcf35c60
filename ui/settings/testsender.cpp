#include "ui/settings/testsender.h"

#include "models/base/onresult.h"
#include "models/domain/contactfields.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/errortext.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace pl::ui {

TestSender::TestSender(replica::SampleBook &samples, const QString &userEmail, QWidget *parent)
    : QWidget(parent)
    , m_samples(samples)
    , m_userEmail(userEmail)
    , m_to(new PlainLabel(this))
    , m_number(new QLineEdit(this))
    , m_send(new QPushButton(tr("Send me a test"), this))
    , m_problem(new ProblemLabel(this))
{
    m_to->setObjectName(QStringLiteral("testRecipient"));
    m_number->setObjectName(QStringLiteral("testNumber"));
    m_number->setPlaceholderText(tr("(512) 555-0143"));
    m_number->setAccessibleName(tr("Phone number for the test"));
    m_number->setMaximumWidth(scaledPx(this, 170));
    m_send->setObjectName(QStringLiteral("sendTemplateTest"));
    m_problem->setObjectName(QStringLiteral("testProblem"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_send);
    line->addWidget(m_to);
    line->addWidget(m_number);
    line->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, scaledPx(this, 4), 0, 0);
    rows->addLayout(line);
    rows->addWidget(m_problem);
    connect(m_send, &QPushButton::clicked, this, &TestSender::send);
    connect(m_number, &QLineEdit::returnPressed, this, &TestSender::send);
    connect(m_number, &QLineEdit::textEdited, m_problem, &ProblemLabel::clearProblem);
    connect(&m_samples, &replica::SampleBook::changed, this, &TestSender::showChannel);
}

void TestSender::setWish(const MessageTest &wish)
{
    const bool isAnother = wish.templateName != m_wish.templateName || wish.channel != m_wish.channel;
    m_wish = wish;
    if (isAnother)
        showChannel();
}

void TestSender::showChannel()
{
    const bool isText = m_wish.channel == u"sms";
    m_to->setText(isText ? tr("To this number") : tr("To %1").arg(m_userEmail));
    m_number->setVisible(isText);
    m_problem->clearProblem();
    if (!m_samples.isLoaded())
        m_problem->showProblem(tr("No server is running for this office yet. A test would not be sent."));
    else if (!m_samples.samples().sends(m_wish.channel))
        m_problem->showProblem(isText ? tr("The server has no text message service. A test would not be sent.")
                                      : tr("The server has no e-mail service. A test would not be sent."));
}

QString TestSender::recipient() const
{
    if (m_wish.channel != u"sms")
        return m_userEmail;
    FieldErrors errors;
    const QString number = checkPhone(m_number->text(), errors);
    return errors.list().isEmpty() ? number : QString();
}

void TestSender::send()
{
    if (!m_send->isEnabled())
        return;
    MessageTest wish = m_wish;
    wish.recipient = recipient();
    if (wish.recipient.isEmpty()) {
        m_number->setFocus();
        return m_problem->showProblem(tr("This isn't a phone number."));
    }
    m_send->setEnabled(false);
    m_send->setText(tr("Sending …"));
    m_problem->clearProblem();
    onResult(this, m_samples.send(wish),
             [this, to = wish.recipient](const Result<QString> &outcome) { ended(outcome, to); });
}

void TestSender::ended(const Result<QString> &outcome, const QString &to)
{
    m_send->setEnabled(true);
    m_send->setText(tr("Send me a test"));
    if (!outcome)
        return m_problem->showProblem(failureText(tr("The test was not sent"), outcome.error()));
    if (!outcome->isEmpty())
        return m_problem->showProblem(outcome->left(1).toUpper() + outcome->sliced(1));
    Q_EMIT sent(tr("A test is on its way to %1").arg(to.startsWith(u'+') ? phoneForPeople(to) : to));
}

} // namespace pl::ui
