#include "ui/shell/searchfield.h"

#include "ui/style/colors.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keycap.h"
#include "ui/widgets/plaintooltip.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

namespace pl::ui {

SearchField::SearchField(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(QStringLiteral("searchField"));
    setAccessibleName(tr("Search leads"));
    setProperty("sunken", true);
    setMaximumWidth(scaledPx(this, 430));
    setMinimumWidth(scaledPx(this, 150));
    setTextMargins(scaledPx(this, 28), 0, scaledPx(this, 26), 0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize SearchField::sizeHint() const
{
    return {scaledPx(this, 430), scaledPx(this, 31)};
}

void SearchField::showKeyOf(const QAction *find)
{
    const auto take = [this, find] {
        const QList<QKeySequence> keys = find->shortcuts();
        m_key = keys.isEmpty() ? QString() : keyCapText(keys.last());
        const int cap = m_key.isEmpty() ? 0 : keyCapSize(m_key, font()).width();
        setTextMargins(scaledPx(this, 28), 0, std::max(cap, scaledPx(this, 17)) + scaledPx(this, 9), 0);
        update();
    };
    connect(find, &QAction::changed, this, take);
    take();
    setActionToolTip(this, find, tr("Search"));
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        Q_EMIT left();
        break;
    default:
        QLineEdit::keyPressEvent(event);
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
    if (!text().isEmpty() || hasFocus() || m_key.isEmpty())
        return;
    const int cap = keyCapSize(m_key, font()).width();
    paintKeyCap(&painter, QRect(width() - cap - scaledPx(this, 9), 0, cap, height()), m_key, colors.secondText,
                colors.line, font());
}

} // namespace pl::ui
