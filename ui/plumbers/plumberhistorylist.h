#pragma once

#include "ui/office/officecontext.h"
#include "ui/widgets/momentlist.h"

namespace pl::ui {

/// What happened to a plumber, the newest lines, oldest first. Only where the context has a history.
class PlumberHistoryList : public MomentList
{
    Q_OBJECT

public:
    PlumberHistoryList(OfficeContext &context, QWidget *parent);

    /// Null: nothing.
    void showPlumber(const QUuid &plumberId) { showSubject(plumberId); }
    void reload() override;

private:
    void forget() override;
    void take(const Result<QList<PlumberMoment>> &lines);

    OfficeContext &m_context;
    QList<PlumberMoment> m_lines;
};

} // namespace pl::ui
