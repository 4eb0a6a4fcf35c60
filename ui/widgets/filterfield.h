#pragma once

#include <QLineEdit>

namespace pl::ui {

/// The field in a view's bar that narrows its rows. Enter and Down move on to the rows; Esc clears it first.
class FilterField : public QLineEdit
{
    Q_OBJECT

public:
    /// `placeholder` says what is looked through, `name` what it is for a screen reader.
    FilterField(const QString &placeholder, const QString &name, QWidget *parent);

    void focusSearch();

Q_SIGNALS:
    /// The person is done with it.
    void left();

protected:
    bool event(QEvent *event) override;
};

} // namespace pl::ui
