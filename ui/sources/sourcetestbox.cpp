#include "ui/sources/sourcetestbox.h"

#include "models/domain/contactfields.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace pl::ui {
namespace {

/// What the lead says, in lines; what is unknown is left out.
QString leadFacts(const Lead &lead)
{
    QStringList lines{
        lead.fullName(),
        phoneForPeople(lead.phoneNumber),
        lead.email,
        lead.serviceNeeded + QStringLiteral(" \u00B7 ") + urgencyText(lead.urgency),
        QStringList{lead.street.value_or(QString()), lead.city.value_or(QString()), lead.zipCode.value_or(QString())}
            .join(u' ')
            .simplified(),
        lead.description.value_or(QString())};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace

SourceTestBox::SourceTestBox(QWidget *parent)
    : QFrame(parent)
    , m_headline(new PlainLabel(this))
    , m_sentence(new PlainLabel(this))
    , m_open(new QPushButton(tr("Open lead"), this))
    , m_sort(new QPushButton(tr("Open To sort"), this))
{
    setObjectName(QStringLiteral("sourceTest"));
    m_headline->setObjectName(QStringLiteral("sourceTestHeadline"));
    m_sentence->setObjectName(QStringLiteral("sourceTestSentence"));
    m_open->setObjectName(QStringLiteral("sourceTestLead"));
    m_sort->setObjectName(QStringLiteral("sourceTestSort"));
    m_headline->setFont(scaledFont(font(), 1, QFont::DemiBold));
    for (PlainLabel *label : {m_headline, m_sentence})
        label->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_sort);
    buttons->addStretch();
    auto *rows = new QVBoxLayout(this);
    const int inset = scaledPx(this, 12);
    rows->setContentsMargins(inset, inset, inset, inset);
    rows->setSpacing(scaledPx(this, 6));
    rows->addWidget(m_headline);
    rows->addWidget(m_sentence);
    rows->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT leadWanted(m_lead); });
    connect(m_sort, &QPushButton::clicked, this, [this] { Q_EMIT toSortWanted(m_source); });
    present({}, {});
}

void SourceTestBox::present(const QString &headline, const QString &sentence)
{
    m_headline->setText(headline);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_open->hide();
    m_sort->hide();
    setAccessibleDescription(headline + u'\n' + sentence);
}

void SourceTestBox::showRunning(const QUuid &source)
{
    m_source = source;
    present(tr("Testing\u2026"), tr("The server turns a sample with made-up values into a lead."));
}

void SourceTestBox::showOutcome(const Result<replica::SourceTest> &outcome)
{
    if (outcome)
        return showAnswer(*outcome);
    present(tr("The test was not sent"), errorText(outcome.error()));
}

void SourceTestBox::showAnswer(const replica::SourceTest &test)
{
    if (!test.isAnswered())
        return present(tr("The server doesn't answer"),
                       tr("It hasn't picked the test up within 10 seconds. Is it running? The test waits for it."));
    if (test.lead) {
        present(tr("A test lead came out"), leadFacts(*test.lead));
        m_lead = test.lead->id;
        return m_open->show();
    }
    if (test.item.status == IntakeStatus::Taken)
        return present(tr("A test lead came out"), tr("It is among the leads, marked as a test."));
    present(tr("No lead came out"), test.item.reason);
    m_sort->setVisible(test.item.status == IntakeStatus::Waiting);
}

void SourceTestBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    painter.setPen(colors.line);
    painter.setBrush(colors.ground);
    const qreal rounding = scaledPx(this, 6);
    painter.drawRoundedRect(crisp(rect()), rounding, rounding);
}

} // namespace pl::ui
