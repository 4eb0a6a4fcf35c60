#pragma once

#include "models/tables/savedviewdefinition.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/notice.h"

namespace pl::ui {

class ViewForm;

/// What a person does to saved views: saves, changes and deletes them, each with an undo, and hears how it ended.
class ViewDesk : public QObject
{
    Q_OBJECT

public:
    /// `window` hosts the form. Only for a context with views.
    ViewDesk(OfficeContext &context, QWidget *window);

    /// Asks for a name and saves it.
    void saveNew(const tables::SavedViewDefinition &definition, const QString &name = {});
    /// Saves another definition under the same name, at once.
    void saveChanges(const QUuid &id, const tables::SavedViewDefinition &definition);
    /// Opens the form with name, sharing and key.
    void edit(const QUuid &id);
    void remove(const QUuid &id);

Q_SIGNALS:
    /// `action` is empty when there is nothing to do about it.
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    void undoRequested();
    void saved(const QUuid &id);

private:
    using Write = QFuture<Result<SavedView>>;
    void submit(const SavedView &wish);
    void written(const Result<SavedView> &outcome, const SavedView &before, const QString &done);
    /// The row as it is now where only this window has changed it since.
    SavedView baseOf(const SavedView &written) const;
    QFuture<Result<>> noted(const Write &pending);
    void offerUndo(const QString &done, const replica::UndoHistory::Action &undo);
    void say(const QString &sentence, Notice::Kind kind);
    bool fits(const tables::SavedViewDefinition &definition);

    OfficeContext &m_context;
    replica::ViewBook &m_book;
    ViewForm *m_form;
    QHash<QUuid, qint64> m_ownVersions; ///< the newest version of each view that this window wrote
};

} // namespace pl::ui
