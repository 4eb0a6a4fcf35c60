#include "ui/settings/statusview.h"

#include "models/replica/serverdesk.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>

namespace pl::ui {

using replica::ServerDesk;

StatusView::StatusView(OfficeContext &context, const QString &name, const QString &title, const QString &hint,
                       QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_state(new StatePage(this))
{
    setObjectName(name + QStringLiteral("View"));
    m_state->setObjectName(name + QStringLiteral("State"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(buildPage(name, title, hint));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_stack->addWidget(m_state);
    m_stack->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_timer.setInterval(std::chrono::seconds(30));
}

QWidget *StatusView::buildPage(const QString &name, const QString &title, const QString &hint)
{
    auto *page = new QWidget(this);
    page->setMaximumWidth(scaledPx(this, 720));
    m_rows = new QVBoxLayout(page);
    m_rows->setContentsMargins(scaledPx(this, 20), scaledPx(this, 12), scaledPx(this, 20), scaledPx(this, 20));
    m_rows->setSpacing(scaledPx(this, 6));
    auto *titleLabel = new PlainLabel(title, page);
    titleLabel->setFont(scaledFont(font(), kViewTitle, QFont::Bold));
    m_titleRow = new QHBoxLayout;
    m_titleRow->addWidget(titleLabel, 1);
    auto *hintLabel = new PlainLabel(hint, page);
    hintLabel->setForegroundRole(QPalette::PlaceholderText);
    hintLabel->setWordWrap(true);
    m_away = new ProblemLabel(page);
    m_away->setObjectName(name + QStringLiteral("Away"));
    m_problem = new ProblemLabel(page);
    m_problem->setObjectName(name + QStringLiteral("Problem"));
    m_rows->addLayout(m_titleRow);
    m_rows->addWidget(hintLabel);
    m_rows->addWidget(m_away);
    m_rows->addWidget(m_problem);
    return page;
}

void StatusView::begin()
{
    connect(&desk(), &ServerDesk::changed, this, &StatusView::refresh);
    connect(&desk(), &ServerDesk::loadFailed, this, [this](const Error &error) {
        if (!desk().status())
            m_state->present(QStringLiteral("wifi-off"), tr("The server's status could not be read"), errorText(error),
                             tr("Try again"));
    });
    connect(m_state, &StatePage::actionTriggered, &desk(), &ServerDesk::want);
    connect(&m_timer, &QTimer::timeout, &desk(), &ServerDesk::want);
    refresh();
}

void StatusView::focusFirst()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : focusPage();
}

void StatusView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    desk().want();
    m_timer.start();
}

void StatusView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

PlainLabel *StatusView::addHeading(const QString &text)
{
    auto *label = new PlainLabel(text, m_rows->parentWidget());
    label->setFont(scaledFont(font(), 1, QFont::DemiBold));
    label->setContentsMargins(0, scaledPx(this, 12), 0, 0);
    m_rows->addWidget(label);
    return label;
}

void StatusView::setProblem(const QString &sentence)
{
    sentence.isEmpty() ? m_problem->clearProblem() : m_problem->showProblem(sentence);
}

void StatusView::refresh()
{
    const auto &status = desk().status();
    if (!status && desk().isLoaded() && !desk().isAsking())
        m_state->present(QStringLiteral("radio-tower"), tr("No server has answered yet"),
                         tr("Money, messages and new leads need the Plumber Leads server. Start it on its computer, "
                            "then look again."),
                         tr("Look again"));
    else if (!status)
        m_state->present(QStringLiteral("loader-circle"), tr("Asking the server \u2026"), {});
    const bool hadFocus = m_state->hasFocus();
    m_stack->setCurrentIndex(status ? 1 : 0);
    if (!status)
        return;
    if (hadFocus)
        focusPage();
    if (desk().isRunning())
        m_away->clearProblem();
    else
        m_away->showProblem(tr("The server isn't running: it was last heard of at %1. Start it on its computer.")
                                .arg(momentText(status->at, now())));
    showStatus(*status);
}

} // namespace pl::ui
