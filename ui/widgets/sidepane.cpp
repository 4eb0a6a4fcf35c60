#include "ui/widgets/sidepane.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>

namespace pl::ui {

SidePane::SidePane(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_nothing(new StatePage(m_stack))
    , m_scroll(new QScrollArea(m_stack))
    , m_close(new QToolButton(this))
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_scroll);
    m_close->setObjectName(QStringLiteral("closeDetails"));
    m_close->setIcon(icon(QStringLiteral("x")));
    m_close->setAutoRaise(true);
    setPlainToolTip(m_close, tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close details"));
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, &SidePane::closeRequested);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0);
    layout->addWidget(m_stack);
    setMinimumWidth(scaledPx(this, 280));
}

void SidePane::setPage(QWidget *page)
{
    m_scroll->setWidget(page);
}

void SidePane::showPage(bool shown)
{
    m_hasPage = shown;
    if (!isCovered())
        m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_scroll) : m_nothing);
}

void SidePane::setCover(SidePane *cover)
{
    m_cover = cover;
    m_stack->addWidget(cover);
    connect(cover, &SidePane::closeRequested, this, &SidePane::closeRequested);
}

void SidePane::showCover(bool shown)
{
    m_stack->setCurrentWidget(shown && m_cover ? m_cover : m_hasPage ? static_cast<QWidget *>(m_scroll) : m_nothing);
}

bool SidePane::isCovered() const
{
    return m_cover && m_stack->currentWidget() == m_cover;
}

void SidePane::focusPage()
{
    if (isCovered())
        return m_cover->focusPage();
    m_stack->currentWidget()->setFocus();
}

void SidePane::scrollToTop()
{
    m_scroll->ensureVisible(0, 0);
}

void SidePane::setOverlay(bool overlay)
{
    m_overlay = overlay;
    m_close->setVisible(overlay);
    if (m_cover)
        m_cover->setOverlay(overlay);
}

QSize SidePane::sizeHint() const
{
    return {scaledPx(this, 368), scaledPx(this, 600)};
}

PlainLabel *SidePane::makeTitle(const QString &title)
{
    auto *label = new PlainLabel(title, this);
    label->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

void SidePane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    painter.fillRect(rect(), colors.panel);
    // In the splitter, its handle is the line.
    if (m_overlay)
        painter.fillRect(QRect(0, 0, 1, height()), colors.line);
}

} // namespace pl::ui
