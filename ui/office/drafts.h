#pragma once

#include "ui/office/officecontext.h"
#include "ui/widgets/draftstore.h"
#include "ui/widgets/formdraft.h"

namespace pl::ui {

class FormDialog;

/// The name under which the signed-in person's drafts are kept.
QString draftAccount(const OfficeContext &context);

/// Keeps what is typed into `form` until it is saved or discarded, also over a restart. `context` must outlive the
/// form.
void keepDrafts(FormDialog *form, OfficeContext &context, FormDraft::Subject subject);

/// The subject of a form about `row`; a new row has none.
template <class Row>
QString draftSubject(const std::optional<Row> &row)
{
    return row ? row->id.toString(QUuid::WithoutBraces) : QString();
}

} // namespace pl::ui
