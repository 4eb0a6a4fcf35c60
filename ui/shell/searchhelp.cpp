#include "ui/shell/searchhelp.h"

#include "ui/leads/searchlanguage.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/popoverparts.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {
namespace {

/// A search at the left, what it finds at the right.
class ExampleButton : public QAbstractButton
{
public:
    ExampleButton(const SearchExample &example, QWidget *parent) : QAbstractButton(parent), m_example(example)
    {
        setObjectName(QStringLiteral("searchExample"));
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setText(example.typed);
        setAccessibleName(example.typed);
        setAccessibleDescription(example.meaning);
    }
    QSize sizeHint() const override
    {
        return {leftWidth() + scaledPx(this, 28) + fontMetrics().horizontalAdvance(m_example.meaning),
                scaledPx(this, 28)};
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
            return QAbstractButton::keyPressEvent(event);
        if (!event->isAutoRepeat())
            click();
    }
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Colors &colors = colorsOf(this);
        const bool isChosen = hasFocus() || isDown();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChosen ? colors.blue.ground : underMouse() ? colors.hover : colors.panel);
        painter.drawRoundedRect(rect(), scaledPx(this, 5), scaledPx(this, 5));
        const QRect room = rect().adjusted(scaledPx(this, 8), 0, -scaledPx(this, 8), 0);
        painter.setFont(scaledFont(font(), 1, QFont::DemiBold));
        painter.setPen(isChosen ? colors.blue.text : colors.text);
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, m_example.typed);
        painter.setFont(font());
        painter.setPen(colors.secondText);
        painter.drawText(room.adjusted(leftWidth(), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                         m_example.meaning);
    }

private:
    int leftWidth() const { return scaledPx(this, 220); }

    SearchExample m_example;
};

} // namespace

SearchHelp::SearchHelp(QWidget *host) : Popover(host)
{
    setObjectName(QStringLiteral("searchHelp"));
    setAccessibleName(tr("How to search"));
    ElidedLabel *title = popoverTitle(this);
    title->setText(tr("How to search"));
    PlainLabel *hint = popoverHint(this);
    hint->setText(tr("Every word must occur somewhere. A minus sign leaves something out, and a name in front of a "
                     "colon looks in one place alone."));
    auto *rows = popoverLayout(this);
    rows->addWidget(title);
    rows->addWidget(hint);
    auto *examples = new QVBoxLayout;
    examples->setSpacing(0);
    rows->addLayout(examples);
    const QList<SearchExample> all = searchExamples();
    for (const SearchExample &example : all) {
        auto *button = new ExampleButton(example, this);
        m_first = m_first ? m_first : button;
        examples->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, typed = example.typed] {
            closePopover();
            Q_EMIT chosen(typed);
        });
    }
    auto *manual = new QPushButton(tr("More in the manual"), this);
    manual->setObjectName(QStringLiteral("searchManual"));
    manual->setFlat(true);
    connect(manual, &QPushButton::clicked, this, [this] {
        closePopover();
        Q_EMIT manualWanted();
    });
    rows->addWidget(manual, 0, Qt::AlignLeft);
    rows->addWidget(popoverKeys(this, {{Qt::Key_Return, tr("try")}, {Qt::Key_Escape, tr("close")}}));
}

QWidget *SearchHelp::firstFocus()
{
    return m_first;
}

} // namespace pl::ui
