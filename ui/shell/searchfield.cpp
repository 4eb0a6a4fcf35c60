#include "ui/shell/searchfield.h"

#include "ui/shell/searchsuggestions.h"
#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plaintooltip.h"

#include <QAction>
#include <QPainter>
#include <QTextLayout>
#include <QToolButton>

// How the search field looks; what typing in it does is in searchtyping.cpp.

namespace pl::ui {

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent), m_help(new QToolButton(this)), m_suggestions(new SearchSuggestions(this))
{
    setObjectName(QStringLiteral("searchField"));
    setAccessibleName(tr("Search leads"));
    setProperty("sunken", true);
    setMaximumWidth(scaledPx(this, 430));
    setMinimumWidth(scaledPx(this, 150));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addHelp();
    fitMargins();
    m_pause.setSingleShot(true);
    m_pause.setInterval(std::chrono::milliseconds(700));
    connect(&m_pause, &QTimer::timeout, this, [this] { check(true); });
    connect(this, &QLineEdit::textChanged, this, [this] { check(false); });
    connect(this, &QLineEdit::textEdited, this, &SearchField::edited);
    connect(m_suggestions, &SearchSuggestions::clicked, this, &SearchField::take);
}

void SearchField::addHelp()
{
    m_help->setObjectName(QStringLiteral("searchHelpButton"));
    m_help->setText(QStringLiteral("?"));
    m_help->setAutoRaise(true);
    m_help->setCursor(Qt::ArrowCursor);
    m_help->setFocusPolicy(Qt::TabFocus);
    m_help->setAccessibleName(tr("How to search"));
    setPlainToolTip(m_help, tr("How to search"));
    connect(m_help, &QToolButton::clicked, this, &SearchField::helpWanted);
}

QSize SearchField::sizeHint() const
{
    return {scaledPx(this, 430), scaledPx(this, 31)};
}

void SearchField::showKeyOf(const QAction *find)
{
    m_find = find;
    const auto take = [this, find] {
        const QList<QKeySequence> keys = find->shortcuts();
        m_key = keys.isEmpty() ? QString() : keyCapText(keys.last());
        fitMargins();
        update();
    };
    connect(find, &QAction::changed, this, take);
    take();
    setActionToolTip(this, find, tr("Search"));
}

void SearchField::fitMargins()
{
    const int side = scaledPx(this, 22);
    const int gap = scaledPx(this, 5);
    m_help->setGeometry(width() - side - gap, (height() - side) / 2, side, side);
    const int cap = m_key.isEmpty() ? 0 : keyCapSize(m_key, font()).width() + gap;
    setTextMargins(scaledPx(this, 28), 0, side + cap + gap, 0);
}

void SearchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    fitMargins();
}

/// A wavy line below what can't be understood. The field scrolls a long text: the cursor says where it stands.
void SearchField::paintProblems(QPainter *painter) const
{
    QTextLayout layout(text(), font());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    if (m_problems.isEmpty() || !line.isValid())
        return;
    const qreal origin = cursorRect().center().x() - line.cursorToX(cursorPosition());
    const QRect room = rect().adjusted(textMargins().left(), 0, -textMargins().right(), 0);
    const int step = std::max(2, scaledPx(this, 2));
    const int base = height() / 2 + fontMetrics().height() / 2;
    painter->setClipRect(room);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colorsOf(this).red.text, 1.2));
    for (const SearchProblem &problem : m_problems) {
        const qreal from = origin + line.cursorToX(int(problem.from));
        const qreal to = origin + line.cursorToX(int(problem.from + problem.length));
        QPolygonF wave;
        for (qreal x = std::min(from, to); x <= std::max(from, to); x += step)
            wave += QPointF(x, base + (wave.size() % 2 ? 0 : step));
        painter->drawPolyline(wave);
    }
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    const int size = scaledPx(this, 15);
    paintIcon(&painter, QRect(scaledPx(this, 10), (height() - size) / 2, size, size), QStringLiteral("search"),
              colors.secondText);
    if (text().isEmpty() && !hasFocus() && !m_key.isEmpty()) {
        const int cap = keyCapSize(m_key, font()).width();
        paintKeyCap(&painter, QRect(m_help->x() - cap - scaledPx(this, 2), 0, cap, height()), m_key, colors.secondText,
                    colors.line, font());
    }
    paintProblems(&painter);
}

} // namespace pl::ui
