//! The words of the menu in every language of the program, as macOS itself says them.

use pelikirja_app::api::Language;

/// One language's words. A new field does not compile until every language has it.
pub struct Labels {
    pub about: &'static str,
    pub services: &'static str,
    pub hide: &'static str,
    pub hide_others: &'static str,
    pub show_all: &'static str,
    pub quit: &'static str,
    pub edit: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub cut: &'static str,
    pub copy: &'static str,
    pub paste: &'static str,
    pub select_all: &'static str,
    pub view: &'static str,
    pub fullscreen: &'static str,
    pub window: &'static str,
    pub minimize: &'static str,
    pub zoom: &'static str,
    pub bring_all_to_front: &'static str,
    pub close: &'static str,
}

/// The words of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Fi => &FINNISH,
        Language::En => &ENGLISH,
    }
}

const FINNISH: Labels = Labels {
    about: "Tietoja Pelikirjasta",
    services: "Palvelut",
    hide: "Kätke Pelikirja",
    hide_others: "Kätke muut",
    show_all: "Näytä kaikki",
    quit: "Lopeta Pelikirja",
    edit: "Muokkaa",
    undo: "Kumoa",
    redo: "Tee uudelleen",
    cut: "Leikkaa",
    copy: "Kopioi",
    paste: "Sijoita",
    select_all: "Valitse kaikki",
    view: "Näytä",
    fullscreen: "Siirry koko näyttöön",
    window: "Ikkuna",
    minimize: "Pienennä",
    zoom: "Zoomaa",
    bring_all_to_front: "Tuo kaikki eteen",
    close: "Sulje ikkuna",
};

const ENGLISH: Labels = Labels {
    about: "About Pelikirja",
    services: "Services",
    hide: "Hide Pelikirja",
    hide_others: "Hide Others",
    show_all: "Show All",
    quit: "Quit Pelikirja",
    edit: "Edit",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    select_all: "Select All",
    view: "View",
    fullscreen: "Enter Full Screen",
    window: "Window",
    minimize: "Minimise",
    zoom: "Zoom",
    bring_all_to_front: "Bring All to Front",
    close: "Close Window",
};

#[cfg(test)]
mod tests {
    use super::*;

    fn all(labels: &Labels) -> [&'static str; 20] {
        // Taken apart without "..", so that a new label cannot be forgotten here.
        let Labels {
            about,
            services,
            hide,
            hide_others,
            show_all,
            quit,
            edit,
            undo,
            redo,
            cut,
            copy,
            paste,
            select_all,
            view,
            fullscreen,
            window,
            minimize,
            zoom,
            bring_all_to_front,
            close,
        } = *labels;
        [
            about,
            services,
            hide,
            hide_others,
            show_all,
            quit,
            edit,
            undo,
            redo,
            cut,
            copy,
            paste,
            select_all,
            view,
            fullscreen,
            window,
            minimize,
            zoom,
            bring_all_to_front,
            close,
        ]
    }

    #[test]
    fn both_languages_are_complete() {
        let (finnish, english) = (all(labels(Language::Fi)), all(labels(Language::En)));
        for (finnish, english) in finnish.into_iter().zip(english) {
            assert!(!finnish.trim().is_empty(), "no Finnish for {english:?}");
            assert!(!english.trim().is_empty(), "no English for {finnish:?}");
            assert_ne!(finnish, english, "left untranslated");
        }
    }

    #[test]
    fn no_menu_has_the_same_word_twice() {
        for language in [Language::Fi, Language::En] {
            let Labels { edit, view, window, .. } = labels(language);
            assert!(edit != view && view != window && window != edit, "two menus could not be told apart");
            let Labels { undo, redo, cut, copy, paste, .. } = labels(language);
            let mut items = vec![undo, redo, cut, copy, paste];
            items.sort();
            items.dedup();
            assert_eq!(items.len(), 5, "two items of the edit menu could not be told apart");
        }
    }
}
