#pragma once

#include <functional>

namespace pl::ui {

/// What a part of the Settings page can tell the page; a widget without it never has unsaved changes.
class SettingsPart
{
public:
    virtual ~SettingsPart() = default;

    virtual bool hasUnsavedChanges() const = 0;
    /// Saves them. `saved` runs once they are saved; when they could not be, the part says why and it never runs.
    virtual void saveChanges(const std::function<void()> &saved) = 0;
    virtual void discardChanges() = 0;
    /// Puts the keyboard where work begins.
    virtual void focusFirst() = 0;
};

} // namespace pl::ui
