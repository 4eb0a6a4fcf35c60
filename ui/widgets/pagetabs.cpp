#include "ui/widgets/pagetabs.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plaintooltip.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QPainter>

namespace pl::ui {
namespace {

class Tab : public QAbstractButton
{
public:
    Tab(const QString &text, QWidget *parent) : QAbstractButton(parent)
    {
        setText(text);
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(scaledFont(font(), 1, QFont::DemiBold));
        return {metrics.horizontalAdvance(text()) + scaledPx(this, 20), scaledPx(this, 32)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colors &colors = colorsOf(this);
        painter.setFont(scaledFont(font(), 1, isChecked() ? QFont::DemiBold : QFont::Normal));
        painter.setPen(isChecked() ? colors.blue.text : underMouse() ? colors.text : colors.secondText);
        painter.drawText(rect(), Qt::AlignCenter, text());
        if (isChecked())
            painter.fillRect(QRect(0, height() - scaledPx(this, 2), width(), scaledPx(this, 2)), colors.accent);
        if (hasFocus()) {
            painter.setPen(colors.accent);
            painter.drawRect(rect().adjusted(1, 2, -2, -5));
        }
    }
};

} // namespace

PageTabs::PageTabs(QWidget *parent) : QWidget(parent), m_pages(new QButtonGroup(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(scaledPx(this, 6), 0, scaledPx(this, 6), 0);
    row->setSpacing(0);
    row->addStretch();
    connect(m_pages, &QButtonGroup::idToggled, this, [this](int page, bool on) {
        if (on)
            Q_EMIT currentPageChanged(page);
    });
}

void PageTabs::addPage(const QString &text, const char *name)
{
    auto *tab = new Tab(text, this);
    tab->setObjectName(QLatin1StringView(name));
    const int page = static_cast<int>(m_pages->buttons().size());
    m_pages->addButton(tab, page);
    static_cast<QBoxLayout *>(layout())->insertWidget(page, tab);
    tab->setChecked(page == 0);
}

void PageTabs::setPageText(int page, const QString &text)
{
    m_pages->button(page)->setText(text);
    m_pages->button(page)->updateGeometry();
}

void PageTabs::setPageAction(int page, const QAction *action)
{
    setActionToolTip(m_pages->button(page), action);
}

void PageTabs::setPageShown(int page, bool shown)
{
    m_pages->button(page)->setVisible(shown);
}

int PageTabs::currentPage() const
{
    return m_pages->checkedId();
}

void PageTabs::setCurrentPage(int page)
{
    m_pages->button(page)->setChecked(true);
}

void PageTabs::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), colorsOf(this).line);
}

} // namespace pl::ui
