#pragma once

#include "models/tables/breakdownmodel.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Payments added up, one row per month or plumber; a bar behind the amount paid shows how it compares. Enter or a
/// double click shows a row's payments.
class BreakdownTable : public RowTable
{
    Q_OBJECT

public:
    BreakdownTable(tables::BreakdownModel &model, const QString &accessibleName, QWidget *parent = nullptr);

Q_SIGNALS:
    /// QDate or QUuid, as the model's KeyRole.
    void rowChosen(const QVariant &key);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose();
};

} // namespace pl::ui
