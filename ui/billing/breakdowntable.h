#pragma once

#include "models/tables/breakdownmodel.h"

#include <QTableView>

namespace pl::ui {

/// Payments summed up, a row a month or a plumber; behind what was paid a bar shows how it compares. Enter or a double
/// click shows a row's payments.
class BreakdownTable : public QTableView
{
    Q_OBJECT

public:
    BreakdownTable(tables::BreakdownModel &model, const QString &accessibleName, QWidget *parent = nullptr);

    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    /// QDate or QUuid, as the model's KeyRole.
    void rowChosen(const QVariant &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose();
};

} // namespace pl::ui
