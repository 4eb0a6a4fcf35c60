#pragma once

#include <QLineEdit>

namespace pl::ui {

/// The field in a view's bar that filters its rows. Enter and Down move on to the rows; Esc clears the field and does
/// so, too.
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    /// `placeholder` says what is searched; `name` is for screen readers.
    FilterField(const QString &placeholder, const QString &name, QWidget *parent);

    void focusSearch();

Q_SIGNALS:
    /// The focus should move on to the rows.
    void left();

protected:
    bool event(QEvent *event) override;
};

} // namespace pl::ui
