#pragma once

#include <QKeySequence>
#include <QList>
#include <QWidget>

class QAction;

namespace pl::ui {

// The parts of the office's pages, so that all look and behave alike.

/// The bar above a page's rows, with a line below it.
class ViewBar : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// Makes an action of a page, for a menu. Its shortcuts work while the focus is in the page.
QAction *makeViewAction(QWidget *view, const char *name, const QString &text, const QList<QKeySequence> &keys);

} // namespace pl::ui
