#pragma once

#include "ui/customer/customerlinemodel.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// The lines of a section. Left asks for the list of sections.
class CustomerTable : public RowTable
{
    Q_OBJECT

public:
    CustomerTable(OfficeContext &context, CustomerLineModel &model, QWidget *parent);

Q_SIGNALS:
    void currentLineChanged();
    void sectionsWanted();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace pl::ui
