#pragma once

#include "models/replica/templatebook.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace pl::ui {

class MailPreview;
class PageTabs;
class PlainLabel;
class ProblemLabel;
class StatePage;
class TestSender;

/// The words of the messages to plumbers and customers, for admins: each template in each language, with what can be
/// inserted, a preview with made-up people or a real lead, and a test. Only "Save" (also Ctrl+Enter) saves; what was
/// typed stays while another template is looked at.
class TemplatesView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    /// `context.templates` and `context.samples` must not be null.
    explicit TemplatesView(OfficeContext &context, QWidget *parent = nullptr);

    bool hasUnsavedChanges() const override { return !m_drafts.isEmpty(); }
    void saveChanges(const std::function<void()> &saved) override;
    void discardChanges() override;
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);
    /// "Undo" was pressed: the newest step of the context's history is meant.
    void undoRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Draft
    {
        wording::MessageTemplate seen; ///< what it changes
        wording::TemplateText text;
    };
    QWidget *buildPage();
    QWidget *buildList();
    QWidget *buildEditor();
    QWidget *buildButtons();
    QWidget *buildPreview();
    void connectAll();
    void bookChanged();
    void rebase();
    void fillList();
    QString lineText(const wording::TemplateKey &key) const;
    void fillLeads();
    void fillInsertMenu();
    void showTemplate();
    void edited();
    void showState();
    void showPreview();
    void insert(const QString &placeholder);
    void discardDraft();
    void save();
    void setWriting(bool isWriting);
    void showKey(const wording::TemplateKey &key);
    void backToOriginal();
    void saveDraft(const QString &id, const std::function<void()> &saved);
    void wrote(const QString &id, const wording::MessageTemplate &before,
               const Result<wording::MessageTemplate> &outcome, const QString &done);
    QString currentId() const;
    wording::TemplateKey currentKey() const;
    wording::TemplateText typed() const;
    wording::TemplateText shownText(const wording::TemplateKey &key) const;
    OfficeIdentity sender() const;
    wording::Facts facts() const;

    OfficeContext &m_context;
    replica::TemplateBook &m_book;
    QHash<QString, Draft> m_drafts;         ///< what is typed and not saved, by draftId()
    QList<wording::TemplateKey> m_outdated; ///< somebody else was faster, and the book is reading
    QString m_refusal;                      ///< why the last write of the template shown failed
    bool m_filling = false;
    bool m_isWriting = false;
    QStackedWidget *m_stack;
    StatePage *m_state;
    QSplitter *m_split = nullptr;
    PageTabs *m_languages = nullptr;
    QListWidget *m_list = nullptr;
    PlainLabel *m_reader = nullptr;
    QLineEdit *m_subject = nullptr;
    QPlainTextEdit *m_body = nullptr;
    QToolButton *m_insert = nullptr;
    ProblemLabel *m_problem = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_original = nullptr;
    QComboBox *m_leads = nullptr;
    MailPreview *m_preview = nullptr;
    TestSender *m_test = nullptr;
};

} // namespace pl::ui
