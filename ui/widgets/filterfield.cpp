#include "ui/widgets/filterfield.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QKeyEvent>

namespace pl::ui {

FilterField::FilterField(const QString &placeholder, const QString &name, QWidget *parent) : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(name);
    setClearButtonEnabled(true);
    addAction(icon(QStringLiteral("search")), LeadingPosition);
    setMinimumWidth(scaledPx(this, 90));
    setMaximumWidth(scaledPx(this, 260));
}

void FilterField::focusSearch()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

bool FilterField::event(QEvent *event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    const int key = isKey ? static_cast<QKeyEvent *>(event)->key() : 0;
    const bool leaves = key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down;
    if (!leaves)
        return QLineEdit::event(event);
    if (event->type() == QEvent::ShortcutOverride) {
        // Enter only moves to the rows here; it acts on a row only there.
        event->accept();
        return true;
    }
    if (key == Qt::Key_Escape)
        clear();
    Q_EMIT left();
    return true;
}

} // namespace pl::ui
