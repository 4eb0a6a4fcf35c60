#include "ui/office/drafts.h"

#include "ui/widgets/formdialog.h"

namespace pl::ui {

QString draftAccount(const OfficeContext &context)
{
    return DraftStore::accountOf(context.serverName, context.userEmail);
}

void keepDrafts(FormDialog *form, OfficeContext &context, FormDraft::Subject subject)
{
    auto *store = new DraftStore(context.settings, draftAccount(context), form);
    new FormDraft(form, *store, std::move(subject));
}

} // namespace pl::ui
