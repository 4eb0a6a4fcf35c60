#include "ui/help/actionkeys.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keycap.h"

#include <QAction>
#include <QPainter>

namespace pl::ui {

ActionKeys::ActionKeys(const QAction *action, QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(action, &QAction::changed, this, [this, action] { present(*action); });
    present(*action);
}

void ActionKeys::present(const QAction &action)
{
    QStringList texts;
    for (const QKeySequence &keys : action.shortcuts())
        texts += keyCapText(keys);
    texts.removeAll(QString());
    m_texts = texts;
    setAccessibleName(m_texts.join(tr(" or ", "between two keys that do the same")));
    setVisible(!m_texts.isEmpty());
    updateGeometry();
    update();
}

QSize ActionKeys::sizeHint() const
{
    QSize size;
    for (const QString &text : m_texts) {
        const QSize cap = keyCapSize(text, font());
        const int gap = size.isEmpty() ? 0 : scaledPx(this, 4);
        size = QSize(std::max(0, size.width()) + gap + cap.width(), cap.height());
    }
    return size;
}

void ActionKeys::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colors &colors = colorsOf(this);
    int left = 0;
    for (const QString &text : m_texts) {
        const int width = keyCapSize(text, font()).width();
        paintKeyCap(&painter, QRect(left, 0, width, height()), text, colors.secondText, colors.line, font());
        left += width + scaledPx(this, 4);
    }
}

} // namespace pl::ui
