#pragma once

#include "models/domain/newlead.h"
#include "ui/sorting/sortingdesk.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QPointer>
#include <QSet>

namespace pl::ui {

class ChoicePopup;

/// What can be done to the item on the desk, as actions for menus, shortcuts and buttons. Runs the commands, reports
/// how they ended, and follows what the server makes of the items that it tries again.
class SortingActions : public QObject
{
    Q_OBJECT

public:
    /// `view` is where the shortcuts work and where popups open. All must outlive the actions.
    SortingActions(OfficeContext &context, SortingDesk &desk, QWidget *view);

    QAction *const save;
    QAction *const take;
    QAction *const retry;
    QAction *const discard;
    QList<QAction *> all() const { return {save, take, retry, discard}; }
    /// Where popups open, in global coordinates.
    void setAnchor(std::function<QRect()> anchor) { m_anchor = std::move(anchor); }

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// Take back the newest step.
    void undoRequested();
    /// The person types the rest of the lead; `created` is to be called when it is one.
    void leadFormWanted(const pl::NewLead &known, const std::function<void()> &created);

private:
    void refresh();
    void setWriting(const QUuid &itemId, bool isWriting);
    void saveMapping();
    void mappingSaved(const LeadSource &before, const LeadSource &saved, const QUuid &itemId);
    void mappingUndoable(const LeadSource &before, const LeadSource &saved);
    QFuture<Result<>> restoreMapping(const LeadSource &before);
    void takeThis();
    void openForm(const IntakeItem &item);
    void tryAgain();
    void tryAgain(const IntakeItem &item);
    void askReason();
    void discardWith(const QUuid &itemId, const QString &reason);
    void discarded(const IntakeItem &item, const QString &source, const QString &reason);
    /// The item became a lead that somebody typed in.
    void closeTyped(const QUuid &itemId);
    void follow(const QList<IntakeItem> &items);
    void seeWhatBecame(const QList<IntakeItem> &items);
    void tellWhatBecame();
    void say(const QString &sentence, Notice::Kind kind = Notice::Kind::Done);
    void sayFailure(const QString &what, const Error &error);
    void offerUndo(const QString &sentence);

    OfficeContext &m_context;
    SortingDesk &m_desk;
    QWidget *m_view;
    ChoicePopup *m_reasons;
    std::function<QRect()> m_anchor;
    QSet<QUuid> m_writing;              ///< items whose change is not answered yet
    QHash<QUuid, LeadSource> m_written; ///< sources as this window wrote them last
    QSet<QUuid> m_followed;             ///< items that the server is trying again
    QString m_saveStep;                 ///< what can be taken back while those are followed
    int m_taken = 0;                    ///< of the followed ones
    int m_left = 0;
};

} // namespace pl::ui
