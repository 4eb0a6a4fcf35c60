#include "ui/widgets/momentlist.h"

#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QGridLayout>

namespace pl::ui {

MomentList::MomentList(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_lineName(name + QStringLiteral("Line")) // no-tr: an object name
    , m_grid(new QGridLayout(this))
    , m_state(new PlainLabel(this))
{
    setObjectName(name + QStringLiteral("List"));
    m_state->setObjectName(name + QStringLiteral("State"));
    m_state->setWordWrap(true);
    m_state->setForegroundRole(QPalette::PlaceholderText);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(scaledPx(this, 14));
    m_grid->setVerticalSpacing(scaledPx(this, 6));
    m_grid->setColumnStretch(1, 1);
    m_grid->addWidget(m_state, 0, 0, 1, 3);
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(80));
    connect(&m_soon, &QTimer::timeout, this, &MomentList::reload);
}

void MomentList::showSubject(const QUuid &id)
{
    if (id == m_subject)
        return;
    m_subject = id;
    forget();
    say(id.isNull() ? QString() : tr("Loading\u2026"));
    if (id.isNull())
        m_soon.stop();
    else
        m_soon.start();
}

void MomentList::removeLines()
{
    for (PlainLabel *line : findChildren<PlainLabel *>(m_lineName))
        delete line;
}

void MomentList::addLine(int row, const QString &time, const QString &sentence)
{
    auto *when = new PlainLabel(time, this);
    when->setFont(scaledFont(font(), kSmallText));
    when->setForegroundRole(QPalette::PlaceholderText);
    when->setContentsMargins(0, scaledPx(this, 1), 0, 0);
    auto *what = new PlainLabel(sentence, this);
    what->setWordWrap(true);
    what->setMost(kShownPage);
    what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_grid->addWidget(when, row, 0, Qt::AlignTop);
    m_grid->addWidget(what, row, 1);
    for (PlainLabel *label : {when, what}) {
        label->setObjectName(m_lineName);
        label->show();
    }
}

void MomentList::say(const QString &sentence)
{
    m_state->setText(sentence);
    m_state->setVisible(!sentence.isEmpty());
}

} // namespace pl::ui
