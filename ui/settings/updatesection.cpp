#include "ui/settings/updatesection.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QPushButton>

namespace pl::ui {

UpdateSection::UpdateSection(UpdateContext &updates, std::function<Timestamp()> clock, QWidget *parent)
    : QWidget(parent)
    , m_watch(updates.watch)
    , m_clock(std::move(clock))
    , m_on(new QCheckBox(tr("Tell me when there is a new version"), this))
    , m_state(new PlainLabel(this))
{
    m_on->setObjectName(QStringLiteral("updatesOn"));
    m_state->setObjectName(QStringLiteral("updatesState"));
    m_state->setWordWrap(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaledPx(this, 8));
    rows->addWidget(m_on);
    rows->addWidget(m_state);
    auto *buttons = new QHBoxLayout;
    m_ask = newButton("updatesAsk", tr("Check now"));
    m_details = newButton("updatesDetails", tr("What\u2019s new\u2026"));
    buttons->addWidget(m_ask);
    buttons->addWidget(m_details);
    buttons->addStretch();
    rows->addLayout(buttons);
    connect(m_on, &QCheckBox::clicked, &m_watch, &updates::UpdateWatch::setOn);
    connect(m_ask, &QPushButton::clicked, &m_watch, &updates::UpdateWatch::ask);
    connect(m_details, &QPushButton::clicked, this, &UpdateSection::detailsWanted);
    connect(&m_watch, &updates::UpdateWatch::changed, this, &UpdateSection::refresh);
    refresh();
}

QPushButton *UpdateSection::newButton(const char *name, const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(QLatin1StringView(name));
    button->setAutoDefault(false);
    return button;
}

void UpdateSection::refresh()
{
    m_on->setChecked(m_watch.isOn());
    m_state->setText(stateText());
    m_details->setVisible(m_watch.newer().has_value());
}

QString UpdateSection::stateText() const
{
    if (m_watch.isAsking())
        return tr("Checking\u2026");
    QStringList sentences;
    if (const auto news = m_watch.newer())
        sentences +=
            tr("Version %1 is available; this is %2.").arg(news->version.toString(), QStringLiteral(PL_VERSION));
    const auto asked = m_watch.askedAt();
    if (!asked)
        sentences += tr("Not checked yet.");
    else if (m_watch.problem().isEmpty())
        sentences += tr("Last checked %1.").arg(momentText(*asked, m_clock()));
    else
        sentences += tr("Last checked %1, without success: %2").arg(momentText(*asked, m_clock()), m_watch.problem());
    if (asked && m_watch.problem().isEmpty() && !m_watch.newer())
        sentences.prepend(tr("This is the newest version, %1.").arg(QStringLiteral(PL_VERSION)));
    return sentences.join(u' ');
}

} // namespace pl::ui
