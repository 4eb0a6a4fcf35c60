#include "ui/widgets/plainmessagebox.h"

#include "ui/style/shown.h"

#include <QLabel>

namespace pl::ui {

PlainMessageBox::PlainMessageBox(QWidget *parent) : QMessageBox(parent)
{
    QMessageBox::setTextFormat(Qt::PlainText);
}

void PlainMessageBox::setText(const QString &text)
{
    QMessageBox::setText(shownInLines(text, 2 * kShownLine));
}

void PlainMessageBox::setInformativeText(const QString &text)
{
    QMessageBox::setInformativeText(shownInLines(text, 2 * kShownLine));
    // The informative text has its own label, which ignores the box's text format.
    for (QLabel *label : findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
}

} // namespace pl::ui
