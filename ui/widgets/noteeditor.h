#pragma once

#include "models/domain/lead.h"
#include "ui/widgets/popover.h"

#include <QHash>
#include <QSet>

class QPlainTextEdit;
class QPushButton;

namespace pl::ui {

class DraftStore;
class ElidedLabel;
class ProblemLabel;

/// Edits a new note on a lead. Ctrl+Enter saves, Esc closes. Keeps a draft per lead until it is saved: a note that
/// could not be saved, or was left with Esc, is there again next time; with keepIn() also after a restart.
class NoteEditor : public Popover
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget *host);

    /// Keeps the drafts there, too, and begins with those that it has. `store` must outlive the editor.
    void keepIn(DraftStore *store);
    /// Drops a lead's draft: its customer was erased.
    void forget(const QUuid &leadId);
    /// The leads that have a draft.
    QList<QUuid> drafted() const { return m_drafts.keys(); }
    /// `anchor` is in global coordinates.
    void openFor(const Lead &lead, const QRect &anchor);
    /// A note on many leads, which have the null id here.
    void openForMany(int leads, const QRect &anchor);
    QUuid leadId() const { return m_leadId; }
    /// The unsaved text of a lead; empty when there is none.
    QString draft(const QUuid &leadId) const { return m_drafts.value(leadId); }

public Q_SLOTS:
    /// The lead's note has been saved: drops the draft, and closes if it is the one shown.
    void noteSaved(const QUuid &leadId);
    /// The lead's note could not be saved: says why, if the editor is still open for it.
    void showProblem(const QUuid &leadId, const QString &sentence);

Q_SIGNALS:
    /// The editor stays open and busy until noteSaved() or showProblem().
    void noteSubmitted(const QUuid &leadId, const QString &text);

protected:
    QWidget *firstFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void open(const QUuid &leadId, const QString &title, const QRect &anchor);
    void keepDraft();
    void submit();
    void setBusy(bool busy);

    QUuid m_leadId;
    QHash<QUuid, QString> m_drafts;
    DraftStore *m_store = nullptr;
    QSet<QUuid> m_pending; ///< submitted, outcome unknown
    ElidedLabel *m_title;
    QPlainTextEdit *m_text;
    ProblemLabel *m_problem;
    QPushButton *m_save;
};

} // namespace pl::ui
